/* Starting and ending the child. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CWorker.h"

static int prepare(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int end) {
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  int code = posix_spawn_file_actions_adddup2(actions, end, WORKER_CHANNEL);
  for (int stream = 0; stream < 3 && code == 0; stream++)
    code = posix_spawn_file_actions_addopen(
        actions, stream, "/dev/null", stream == 0 ? O_RDONLY : O_WRONLY, 0);
  if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(actions, WORKER_CHANNEL + 1);
  if (code == 0) code = posix_spawnattr_setsigdefault(attributes, &all);
  if (code == 0) code = posix_spawnattr_setsigmask(attributes, &none);
  if (code == 0) code = posix_spawnattr_setpgroup(attributes, 0);
  if (code == 0)
    code = posix_spawnattr_setflags(
        attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  return code;
}

int32_t worker_start(
    const char *executable, const char *argument, int32_t *process, int32_t *channel) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return errno;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  char *arguments[] = {(char *)executable, (char *)argument, NULL};
  char *environment[] = {NULL};
  pid_t child = 0;
  int code = posix_spawn_file_actions_init(&actions);
  if (code == 0) {
    code = posix_spawnattr_init(&attributes);
    if (code == 0) {
      code = prepare(&actions, &attributes, ends[1]);
      if (code == 0)
        code = posix_spawn(&child, executable, &actions, &attributes, arguments, environment);
      posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
  }
  close(ends[1]);
  if (code != 0) {
    close(ends[0]);
    return code;
  }
  *process = child;
  *channel = ends[0];
  return 0;
}

int32_t worker_end(int32_t process) {
  int status = 0;
  pid_t ended = waitpid(process, &status, WNOHANG);
  if (ended == 0) {
    /* Its end of the channel may be closed just before it is gone. */
    for (int i = 0; i < 20 && ended == 0; i++) {
      usleep(i < 10 ? 100 : 1000);
      ended = waitpid(process, &status, WNOHANG);
    }
  }
  if (ended == process) return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  kill(process, SIGKILL);
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
  return 0;
}
