/* What the child gives up before it reads a byte of a plugin. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#endif

#include "CWorker.h"

static int64_t base_bytes; /* address space when it was confined */

static int64_t address_space(void) {
  char text[64] = {0};
  int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t n = read(file, text, sizeof text - 1);
  close(file);
  return n > 0 ? strtoll(text, NULL, 10) * sysconf(_SC_PAGESIZE) : 0;
}

static int set_limit(int resource, rlim_t value) {
  struct rlimit limit = {value, value};
  return setrlimit(resource, &limit) == 0;
}

/* ---- files: Landlock with every right handled and none granted ---- */

static int32_t forbid_files(void) {
#ifdef LANDLOCK_CREATE_RULESET_VERSION
  long level = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (level < 1) return 0;
  /* Level 1 has thirteen rights, 2 adds moving, 3 truncating, 5 device commands. */
  uint64_t rights = level >= 5 ? 0xFFFF : level >= 3 ? 0x7FFF : level == 2 ? 0x3FFF : 0x1FFF;
  struct landlock_ruleset_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.handled_access_fs = rights;
  int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
  if (rules < 0) return 0;
  long done = syscall(SYS_landlock_restrict_self, rules, 0);
  close(rules);
  return done == 0 ? (int32_t)level : 0;
#else
  return 0;
#endif
}

/* ---- system calls: seccomp with a list of what is left ---- */

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE
/* Calls with memory, time, the channel, and its own end. */
static const int allowed[] = {
    SYS_read, SYS_write, SYS_recvfrom, SYS_recvmsg, SYS_sendto, SYS_sendmsg, SYS_ppoll, SYS_close,
    SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk, SYS_futex, SYS_clock_gettime, SYS_clock_nanosleep,
    SYS_getrandom, SYS_rt_sigreturn, SYS_rt_sigprocmask, SYS_rt_sigaction, SYS_sigaltstack,
    SYS_sched_yield, SYS_restart_syscall, SYS_getpid, SYS_gettid, SYS_tgkill, SYS_exit,
    SYS_exit_group,
#ifdef SYS_poll
    SYS_poll,
#endif
};
/* Calls that a library may make in passing: refused, and the process goes on. */
static const int refused[] = {
    SYS_openat, SYS_faccessat, SYS_newfstatat, SYS_readlinkat, SYS_fstat, SYS_statx, SYS_ioctl,
    SYS_getdents64, SYS_sched_getaffinity, SYS_sysinfo, SYS_uname, SYS_fcntl,
#ifdef SYS_open
    SYS_open, SYS_access, SYS_stat, SYS_lstat, SYS_readlink,
#endif
};

enum { FILTER_MAX = 160 };
typedef struct {
  struct sock_filter code[FILTER_MAX];
  unsigned short count;
} filter;

static void add(filter *f, uint16_t code, uint32_t value, uint8_t yes, uint8_t no) {
  f->code[f->count++] = (struct sock_filter){code, yes, no, value};
}

static void load(filter *f, size_t offset) { add(f, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0); }
static void end(filter *f, uint32_t action) { add(f, BPF_RET | BPF_K, action, 0, 0); }

static void on_call(filter *f, int number, uint32_t action) {
  add(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1);
  end(f, action);
}

/* A mapping is allowed unless it could be run. */
static void on_mapping(filter *f, int number) {
  add(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 4);
  load(f, offsetof(struct seccomp_data, args[2]));
  add(f, BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1);
  end(f, SECCOMP_RET_KILL_PROCESS);
  end(f, SECCOMP_RET_ALLOW);
}

/* Limits may be set for this process alone. */
static void on_limits(filter *f) {
  add(f, BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 4);
  load(f, offsetof(struct seccomp_data, args[0]));
  add(f, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1);
  end(f, SECCOMP_RET_ALLOW);
  end(f, SECCOMP_RET_KILL_PROCESS);
}

static int32_t forbid_calls(void) {
  filter f = {.count = 0};
  load(&f, offsetof(struct seccomp_data, arch));
  add(&f, BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
  end(&f, SECCOMP_RET_KILL_PROCESS);
  load(&f, offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
    on_call(&f, allowed[i], SECCOMP_RET_ALLOW);
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    on_call(&f, refused[i], SECCOMP_RET_ERRNO | EACCES);
  on_mapping(&f, SYS_mmap);
  on_mapping(&f, SYS_mprotect);
  on_limits(&f);
  end(&f, SECCOMP_RET_KILL_PROCESS);
  struct sock_fprog program = {f.count, f.code};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}
#else
static int32_t forbid_calls(void) { return 0; }
#endif

worker_confinement worker_confine(void) {
  worker_confinement held = {0, 0, 0, 0};
  base_bytes = address_space();
  /* One arena: the worker has one thread that allocates. */
  mallopt(M_ARENA_MAX, 1);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  held.no_new_privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  held.landlock = forbid_files();
  held.limits = set_limit(RLIMIT_CORE, 0) & set_limit(RLIMIT_FSIZE, 0) &
                set_limit(RLIMIT_NOFILE, WORKER_CHANNEL + 1) & set_limit(RLIMIT_NPROC, 0);
  held.seccomp = forbid_calls();
  return held;
}

int32_t worker_limit_memory(int64_t more) {
  /* The hard limit stays: the worker raises its own when a plugin with more memory comes. */
  struct rlimit limit = {(rlim_t)(base_bytes + more), RLIM_INFINITY};
  return setrlimit(RLIMIT_AS, &limit) == 0 ? 0 : errno;
}

int32_t worker_limit_processor(int64_t seconds) {
  struct timespec used;
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0) return errno;
  struct rlimit limit = {(rlim_t)(used.tv_sec + 1 + seconds), RLIM_INFINITY};
  return setrlimit(RLIMIT_CPU, &limit) == 0 ? 0 : errno;
}

/* ---- trying it ---- */

static int32_t outcome(long result) { return result >= 0 ? 0 : errno; }

static int32_t count_descriptors(void) {
  /* Asking for a descriptor's flags is refused to a confined process; polling is not. */
  int32_t open_count = 0;
  for (int descriptor = 0; descriptor < 1024; descriptor++) {
    struct pollfd entry = {descriptor, 0, 0};
    struct timespec at_once = {0, 0};
    if (ppoll(&entry, 1, &at_once, NULL) >= 0 && (entry.revents & POLLNVAL) == 0) open_count++;
  }
  return open_count;
}

int32_t worker_try(int32_t act, int64_t argument) {
  void *memory;
  switch (act) {
    case WORKER_TRY_OPEN: return outcome(open("/etc/passwd", O_RDONLY | O_CLOEXEC));
    case WORKER_TRY_LIST: return outcome(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    case WORKER_TRY_SOCKET: return outcome(syscall(SYS_socket, 2, 1, 0));
    case WORKER_TRY_FORK: {
      long child = syscall(SYS_clone, 17 /* SIGCHLD */, 0, 0, 0, 0);
      if (child == 0) _exit(0);
      return outcome(child);
    }
    case WORKER_TRY_EXEC: {
      char *const arguments[] = {"true", NULL};
      return outcome(execve("/bin/true", arguments, NULL));
    }
    case WORKER_TRY_CODE:
      memory = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      return memory == MAP_FAILED ? errno : 0;
    case WORKER_TRY_MEMORY:
      memory = mmap(
          NULL, (size_t)argument, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (memory == MAP_FAILED) return errno;
      munmap(memory, (size_t)argument);
      return 0;
    case WORKER_TRY_DESCRIPTORS: return count_descriptors();
    default: return EINVAL;
  }
}
