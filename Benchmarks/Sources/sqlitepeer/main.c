// The yardstick of the ledger: the same rows, the same indexes, SQLite's best way.
//
//   sqlitepeer load FILE COUNT             best bulk load: no journal, indexes afterwards
//   sqlitepeer ingest FILE FIRST COUNT N   N events a commit, WAL, synchronous=FULL, counts kept up
//   sqlitepeer threads FILE FIRST COUNT    16 threads, one event a commit
//   sqlitepeer show|due|many|report|covering FILE [ID]
#include <inttypes.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void fail(sqlite3 *db, const char *what) {
  fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
  exit(1);
}

static void run(sqlite3 *db, const char *sql) {
  if (sqlite3_exec(db, sql, 0, 0, 0) != SQLITE_OK) fail(db, sql);
}

// --- the rows, by formula: ledgerpeer has the same --------------------------------------------------

static uint64_t mix(uint64_t i) { return (i * 2654435761u) % 4294967296u; }
static int64_t received_day(uint64_t i) { return 20089 + (int64_t)(i % 730); }
static void id_text(uint64_t i, char *text) { sprintf(text, "C-20260101-%09" PRIu64, i); }
static const char *note =
    "客户反映信用卡被重复扣款，要求退款并说明原因；柜面已登记，等待分行处理，客户表示可以接受电话回访。";

struct codes { char unit[16], handler[16], channel[16], class[16], cause[16], region[16], product[24]; };
static struct codes codes_of(uint64_t i) {
  struct codes c;
  uint64_t m = mix(i);
  sprintf(c.unit, "U%" PRIu64, m % 300);
  sprintf(c.handler, "E%" PRIu64, m % 1700);
  sprintf(c.channel, "ch%" PRIu64, m % 9);
  sprintf(c.class, "class%" PRIu64, m / 7 % 22);
  sprintf(c.cause, "cause%" PRIu64, m / 11 % 19);
  sprintf(c.region, "r%" PRIu64, m / 13 % 31);
  sprintf(c.product, "product%" PRIu64, m / 17 % 240);
  return c;
}

static int data_text(uint64_t i, int n, char *text) {
  struct codes c = codes_of(i);
  if (n == 1)
    return sprintf(text,
                   "{\"unit\":\"%s\",\"channel\":\"%s\",\"class\":\"%s\",\"cause\":\"%s\",\"region\":\"%s\","
                   "\"product\":\"%s\",\"amount\":%" PRIu64 ",\"due\":%" PRId64 ",\"source\":\"S%" PRIu64
                   "\",\"note\":\"%s\"}",
                   c.unit, c.channel, c.class, c.cause, c.region, c.product, mix(i) % 900000,
                   received_day(i) + 15, i, note);
  if (n == 2) return sprintf(text, "{\"unit\":\"%s\",\"person\":\"%s\"}", c.unit, c.handler);
  return sprintf(text, "{\"settles\":[\"CN3.18.simple\"],\"result\":\"upheld\"}");
}

static const char *types[] = {"", "complaint.received", "complaint.assigned", "complaint.closed"};

// --- the database -----------------------------------------------------------------------------------

static const char *tables =
    "CREATE TABLE event(seq INTEGER PRIMARY KEY, cmd TEXT, id TEXT, n INTEGER, type TEXT, day INTEGER,"
    " at INTEGER, org TEXT, actor TEXT, data TEXT);"
    "CREATE TABLE complaint(id TEXT PRIMARY KEY, stage TEXT, unit TEXT, handler TEXT, channel TEXT,"
    " class TEXT, cause TEXT, region TEXT, product TEXT, received INTEGER, quarter INTEGER, closed INTEGER,"
    " due INTEGER, amount INTEGER, source TEXT) WITHOUT ROWID;"
    "CREATE TABLE obligation(id TEXT, due INTEGER, rule TEXT, unit TEXT);"
    "CREATE TABLE agg(dim INTEGER, month INTEGER, key TEXT, n INTEGER, PRIMARY KEY(dim, month, key)) WITHOUT ROWID;";
static const char *indexes =
    "CREATE UNIQUE INDEX event_cmd ON event(cmd); CREATE UNIQUE INDEX event_matter ON event(id, n);"
    "CREATE INDEX c_stage ON complaint(stage, due); CREATE INDEX c_unit ON complaint(unit, received);"
    "CREATE INDEX c_received ON complaint(received); CREATE INDEX c_handler ON complaint(handler, due);"
    "CREATE INDEX c_source ON complaint(source); CREATE INDEX o_due ON obligation(due);"
    "CREATE INDEX o_id ON obligation(id);";

struct statements {
  sqlite3 *db;
  sqlite3_stmt *event, *complaint, *assign, *close, *owe, *settle, *agg, *begin, *commit;
};

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *s;
  if (sqlite3_prepare_v2(db, sql, -1, &s, 0) != SQLITE_OK) fail(db, sql);
  return s;
}

static struct statements statements_of(sqlite3 *db) {
  return (struct statements){
      db,
      prepare(db, "INSERT INTO event VALUES(NULL,?,?,?,?,?,?,'B-01','E-7',?)"),
      prepare(db, "INSERT INTO complaint VALUES(?,'received',?,NULL,?,?,?,?,?,?,?,NULL,?,?,?)"),
      prepare(db, "UPDATE complaint SET stage='assigned', unit=?, handler=? WHERE id=?"),
      prepare(db, "UPDATE complaint SET stage='closed', closed=?, due=NULL WHERE id=?"),
      prepare(db, "INSERT INTO obligation VALUES(?,?,'CN3.18.simple',?)"),
      prepare(db, "DELETE FROM obligation WHERE id=?"),
      prepare(db, "INSERT INTO agg VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET n=n+excluded.n"),
      prepare(db, "BEGIN IMMEDIATE"), prepare(db, "COMMIT")};
}

static void step(struct statements *s, sqlite3_stmt *statement) {
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_BUSY) usleep(20);
  if (code != SQLITE_DONE) fail(s->db, "step");
  sqlite3_reset(statement);
}

static void text(sqlite3_stmt *s, int place, const char *value) {
  sqlite3_bind_text(s, place, value, -1, SQLITE_TRANSIENT);
}

static void count(struct statements *s, int dim, int64_t month, const char *key, int change) {
  sqlite3_bind_int(s->agg, 1, dim);
  sqlite3_bind_int64(s->agg, 2, month);
  text(s->agg, 3, key);
  sqlite3_bind_int(s->agg, 4, change);
  step(s, s->agg);
}

static void store_event(struct statements *s, uint64_t i, int n) {
  char id[32], cmd[40], data[1024];
  id_text(i, id);
  sprintf(cmd, "k-%" PRIu64 "-%d", i, n);
  data_text(i, n, data);
  text(s->event, 1, cmd);
  text(s->event, 2, id);
  sqlite3_bind_int(s->event, 3, n);
  text(s->event, 4, types[n]);
  sqlite3_bind_int64(s->event, 5, received_day(i));
  sqlite3_bind_int64(s->event, 6, 1795392000000 + (int64_t)i);
  text(s->event, 7, data);
  step(s, s->event);
}

// One event with its rows; `counts` keeps the counts up.
static void store(struct statements *s, uint64_t i, int n, int counts) {
  char id[32], source[32];
  struct codes c = codes_of(i);
  int64_t day = received_day(i), month = day / 30;
  id_text(i, id);
  store_event(s, i, n);
  if (n == 1) {
    sprintf(source, "S%" PRIu64, i);
    const char *codes[] = {c.unit, c.channel, c.class, c.cause, c.region, c.product};
    text(s->complaint, 1, id);
    for (int p = 0; p < 6; p++) text(s->complaint, p + 2, codes[p]);
    sqlite3_bind_int64(s->complaint, 8, day);
    sqlite3_bind_int64(s->complaint, 9, day / 91);
    sqlite3_bind_int64(s->complaint, 10, day + 15);
    sqlite3_bind_int64(s->complaint, 11, (int64_t)(mix(i) % 900000));
    text(s->complaint, 12, source);
    step(s, s->complaint);
    text(s->owe, 1, id);
    sqlite3_bind_int64(s->owe, 2, day + 15);
    text(s->owe, 3, c.unit);
    step(s, s->owe);
    if (counts) {
      const char *keys[] = {c.unit, c.class, c.cause, c.channel, "received"};
      for (int d = 0; d < 5; d++) count(s, d, month, keys[d], 1);
    }
  } else if (n == 2) {
    text(s->assign, 1, c.unit);
    text(s->assign, 2, c.handler);
    text(s->assign, 3, id);
    step(s, s->assign);
    if (counts) count(s, 4, month, "received", -1), count(s, 4, month, "assigned", 1);
  } else {
    sqlite3_bind_int64(s->close, 1, day + 9);
    text(s->close, 2, id);
    step(s, s->close);
    text(s->settle, 1, id);
    step(s, s->settle);
    if (counts) count(s, 4, month, "assigned", -1), count(s, 4, month, "closed", 1);
  }
}

static int event_count(uint64_t i) { return i % 10 == 0 ? 2 : 3; }

static sqlite3 *open_at(const char *path) {
  sqlite3 *db;
  if (sqlite3_open(path, &db) != SQLITE_OK) fail(db, path);
  return db;
}

static void load(const char *path, uint64_t count) {
  unlink(path);
  sqlite3 *db = open_at(path);
  run(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;");
  run(db, tables);
  int64_t start = now();
  run(db, "BEGIN");
  struct statements s = statements_of(db);
  // The final state at once: each row is written when it has its last values.
  sqlite3_stmt *row = prepare(db, "INSERT INTO complaint VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  for (uint64_t i = 0; i < count; i++) {
    char id[32], source[32];
    struct codes c = codes_of(i);
    int64_t day = received_day(i);
    int open = i % 10 == 0;
    id_text(i, id);
    sprintf(source, "S%" PRIu64, i);
    for (int n = 1; n <= event_count(i); n++) store_event(&s, i, n);
    const char *codes[] = {id, open ? "assigned" : "closed", c.unit, c.handler, c.channel, c.class, c.cause, c.region, c.product};
    for (int p = 0; p < 9; p++) text(row, p + 1, codes[p]);
    sqlite3_bind_int64(row, 10, day);
    sqlite3_bind_int64(row, 11, day / 91);
    if (open) sqlite3_bind_null(row, 12), sqlite3_bind_int64(row, 13, day + 15);
    else sqlite3_bind_int64(row, 12, day + 9), sqlite3_bind_null(row, 13);
    sqlite3_bind_int64(row, 14, (int64_t)(mix(i) % 900000));
    text(row, 15, source);
    step(&s, row);
    if (open) {
      text(s.owe, 1, id);
      sqlite3_bind_int64(s.owe, 2, day + 15);
      text(s.owe, 3, c.unit);
      step(&s, s.owe);
    }
  }
  run(db, indexes);
  const char *dims[] = {"unit", "class", "cause", "channel", "stage"};
  for (int d = 0; d < 5; d++) {
    char sql[200];
    sprintf(sql, "INSERT INTO agg SELECT %d, received/30, %s, count(*) FROM complaint GROUP BY 2,3", d, dims[d]);
    run(db, sql);
  }
  run(db, "COMMIT");
  printf("%" PRId64 "\n", now() - start);
  run(db, "CREATE INDEX c_quarter ON complaint(quarter, class); PRAGMA journal_mode=WAL");
  sqlite3_close(db);
}

static void durable(sqlite3 *db) {
  run(db, "PRAGMA busy_timeout=60000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
}

static void ingest(const char *path, uint64_t first, uint64_t count, uint64_t group) {
  sqlite3 *db = open_at(path);
  durable(db);
  struct statements s = statements_of(db);
  int64_t start = now();
  if (group == 1) {
    for (uint64_t i = first; i < first + count; i++) step(&s, s.begin), store(&s, i, 1, 1), step(&s, s.commit);
  } else {
    for (uint64_t i = first; i < first + count; i += group)
      for (int n = 1; n <= 3; n++) {
        step(&s, s.begin);
        for (uint64_t j = i; j < i + group; j++) if (n <= event_count(j)) store(&s, j, n, 1);
        step(&s, s.commit);
      }
  }
  printf("%" PRId64 "\n", now() - start);
  // The last one to close takes the log back into the file, so that readers find no long log.
  sqlite3_stmt *all[] = {s.event, s.complaint, s.assign, s.close, s.owe, s.settle, s.agg, s.begin, s.commit};
  for (int i = 0; i < 9; i++) sqlite3_finalize(all[i]);
  sqlite3_close(db);
}

struct job { const char *path; uint64_t first, count; };
// Threads take turns here: SQLite's own waiting for a lock would cost it far more.
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static void *work(void *argument) {
  struct job *job = argument;
  sqlite3 *db = open_at(job->path);
  durable(db);
  struct statements s = statements_of(db);
  for (uint64_t i = job->first; i < job->first + job->count; i++) {
    pthread_mutex_lock(&turn);
    step(&s, s.begin), store(&s, i, 1, 1), step(&s, s.commit);
    pthread_mutex_unlock(&turn);
  }
  sqlite3_close_v2(db);
  return 0;
}

static void threads(const char *path, uint64_t first, uint64_t count) {
  pthread_t ids[16];
  struct job jobs[16];
  int64_t start = now();
  for (int t = 0; t < 16; t++) {
    jobs[t] = (struct job){path, first + t * (count / 16), count / 16};
    pthread_create(&ids[t], 0, work, &jobs[t]);
  }
  for (int t = 0; t < 16; t++) pthread_join(ids[t], 0);
  printf("%" PRId64 "\n", now() - start);
}

static int print_rows(sqlite3_stmt *s) {
  int rows = 0, columns = sqlite3_column_count(s);
  while (sqlite3_step(s) == SQLITE_ROW) {
    for (int c = 0; c < columns; c++) {
      const char *value = (const char *)sqlite3_column_text(s, c);
      fputs(value ? value : "", stdout);
      putchar(c + 1 < columns ? '\t' : '\n');
    }
    rows++;
  }
  sqlite3_reset(s);
  return rows;
}

int main(int argc, char **argv) {
  static char buffer[1 << 16];
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  const char *mode = argv[1], *path = argv[2];
  if (!strcmp(mode, "load")) return load(path, strtoull(argv[3], 0, 10)), 0;
  if (!strcmp(mode, "ingest"))
    return ingest(path, strtoull(argv[3], 0, 10), strtoull(argv[4], 0, 10), strtoull(argv[5], 0, 10)), 0;
  if (!strcmp(mode, "threads")) return threads(path, strtoull(argv[3], 0, 10), strtoull(argv[4], 0, 10)), 0;
  sqlite3 *db;
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, 0) != SQLITE_OK) fail(db, path);
  if (!strcmp(mode, "show")) {
    sqlite3_stmt *s = prepare(db, "SELECT * FROM complaint WHERE id=?");
    text(s, 1, argv[3]);
    print_rows(s);
    s = prepare(db, "SELECT seq,n,type,day,at,actor,data FROM event WHERE id=? ORDER BY n");
    text(s, 1, argv[3]);
    print_rows(s);
  } else if (!strcmp(mode, "due")) {
    print_rows(prepare(db, "SELECT o.due,o.rule,c.id,c.unit,c.handler,c.stage FROM obligation o JOIN complaint c USING(id)"
                           " ORDER BY o.due LIMIT 100"));
  } else if (!strcmp(mode, "many")) {
    // In process: the second time is measured.
    sqlite3_stmt *s = prepare(db, "SELECT o.due,o.rule,c.id,c.unit,c.handler,c.stage,c.channel,c.class,c.cause,c.amount"
                                  " FROM obligation o JOIN complaint c USING(id) ORDER BY o.due LIMIT 10000");
    FILE *out = stdout;
    stdout = fopen("/dev/null", "w");
    print_rows(s);
    int64_t start = now();
    for (int r = 0; r < 5; r++) print_rows(s);
    stdout = out;
    printf("%" PRId64 "\n", (now() - start) / 5);
  } else {
    print_rows(prepare(db, !strcmp(mode, "covering")
        ? "SELECT quarter,class,count(*) FROM complaint INDEXED BY c_quarter GROUP BY 1,2"
        : "SELECT quarter,class,count(amount) FROM complaint NOT INDEXED GROUP BY 1,2"));  // amount stands in the table only
  }
  fflush(stdout);
  return 0;
}
