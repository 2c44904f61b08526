/* MariaDB and MySQL, by libmariadb's functions that do not wait (MariaDB Connector/C, "Using the Non-blocking Library"). */
#include "mariadb.h"

#include "common.h"

#include <errno.h>
#include <mariadb/errmsg.h>
#include <mariadb/mysql.h>
#include <mariadb/mysqld_error.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

/* Errors of the client library, and of its extensions: the connection is of no use. */
#define IS_CLIENTS(error) (((error) >= CR_MIN_ERROR && (error) < 3000) || (error) >= 5000)

/* Read as it connects: it is off on its own word, or as a member of Galera that is not Synced or in a minority. */
static const char asks_writable[] = "select @@global.read_only = 0 and coalesce((select variable_value = 'ON'"
				    " from information_schema.global_status where variable_name = 'WSREP_READY'), 1)";

enum step { CONNECTING, LOOKING, LOOKED, READY, QUERYING, STORING };

struct mariadb {
	MYSQL mysql;
	enum step step;
	int waits; /* MYSQL_WAIT_READ, MYSQL_WAIT_WRITE: of what is under way */
	int writable;
	MYSQL_RES *result;
	MYSQL_ROW row; /* number at */
	int at;
};

static void clear_result(struct mariadb *db)
{
	if (db->result)
		mysql_free_result(db->result);
	db->result = NULL;
	db->at = -1;
}

static enum answer verdict(struct mariadb *db)
{
	unsigned error = mysql_errno(&db->mysql);
	db->waits = MYSQL_WAIT_READ; /* of an end of the session */
	if (!error)
		return DONE;
	if (IS_CLIENTS(error) || db->step < READY)
		return BROKEN;
	db->step = READY;
	switch (error) {
	case ER_UNKNOWN_COM_ERROR: /* "WSREP has not yet prepared node for application use" */
	case ER_OPTION_PREVENTS_STATEMENT: db->writable = 0; return DENIED;
	/* The others may have got it, and committed it (wsrep-lib, transaction.cpp: e_error_during_commit). */
	case ER_ERROR_DURING_COMMIT:
	case ER_QUERY_INTERRUPTED:
	case ER_CONNECTION_KILLED:
	case ER_SERVER_SHUTDOWN: return DOUBTED;
	default: return DENIED;
	}
}

/* What a step comes to when it is over: the next one is begun, and its state given. */
static int next(struct mariadb *db, int failed)
{
	int error;
	if (failed || mysql_errno(&db->mysql))
		return 0;
	switch (db->step) {
	case CONNECTING:
		db->step = LOOKING;
		return mysql_real_query_start(&error, &db->mysql, asks_writable, sizeof asks_writable - 1);
	case LOOKING:
	case QUERYING:
		db->step = db->step == LOOKING ? LOOKED : STORING;
		return mysql_store_result_start(&db->result, &db->mysql);
	case LOOKED: {
		MYSQL_ROW row = db->result ? mysql_fetch_row(db->result) : NULL;
		db->writable = row && row[0] && !strcmp(row[0], "1");
		clear_result(db);
	} /* fall through */
	default: db->step = READY; return 0;
	}
}

/* Goes on with the step that is under way; its state, and whether it failed. */
static int resume(struct mariadb *db, int ready, int *failed)
{
	MYSQL *connected = &db->mysql;
	int error = 0, state;
	switch (db->step) {
	case CONNECTING:
		state = mysql_real_connect_cont(&connected, &db->mysql, ready);
		*failed = !state && !connected;
		return state;
	case LOOKING:
	case QUERYING:
		state = mysql_real_query_cont(&error, &db->mysql, ready);
		*failed = !state && error;
		return state;
	default: return mysql_store_result_cont(&db->result, &db->mysql, ready);
	}
}

/* Steps that need not wait follow at once. */
static enum answer run(struct mariadb *db, int state, int failed)
{
	while (!state && !failed && db->step != READY && !mysql_errno(&db->mysql)) {
		enum step before = db->step;
		state = next(db, failed);
		if (db->step == before)
			break;
		/* A start that ended at once failed, or its step is over. */
		failed = !state && mysql_errno(&db->mysql);
	}
	db->waits = state;
	return state ? PENDING : verdict(db);
}

static void *open_mariadb(const struct login *login)
{
	struct mariadb *db = calloc(1, sizeof *db);
	MYSQL *connected;
	char no = 0;
	if (!db || !mysql_init(&db->mysql))
		die("out of memory");
	mysql_options(&db->mysql, MYSQL_OPT_NONBLOCK, 0);
	mysql_options(&db->mysql, MYSQL_OPT_RECONNECT, &no);
	mysql_options(&db->mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	db->at = -1;
	db->waits = mysql_real_connect_start(&connected, &db->mysql, login->host, login->user, login->password,
		login->database, login->port, NULL, 0);
	return db;
}

static int descriptor(void *data)
{
	my_socket fd = mysql_get_socket(&((struct mariadb *)data)->mysql);
	return fd == MARIADB_INVALID_SOCKET ? -1 : (int)fd;
}

static uint32_t wants(void *data)
{
	int waits = ((struct mariadb *)data)->waits;
	return (waits & MYSQL_WAIT_READ ? EPOLLIN : 0u) | (waits & MYSQL_WAIT_WRITE ? EPOLLOUT : 0u);
}

/* What is there of what was waited for: the library believes what it is told. */
static int ready_now(struct mariadb *db)
{
	struct pollfd fd = { .fd = descriptor(db), .events = (short)wants(db) };
	if (fd.fd < 0 || poll(&fd, 1, 0) <= 0)
		return 0;
	if (fd.revents & (POLLERR | POLLHUP | POLLNVAL))
		return db->waits;
	return (fd.revents & POLLIN ? MYSQL_WAIT_READ : 0) | (fd.revents & POLLOUT ? MYSQL_WAIT_WRITE : 0);
}

/* Nobody has asked for anything: whatever comes is the session's end. */
static enum answer look_idle(struct mariadb *db)
{
	char byte;
	return recv(descriptor(db), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EINTR) ? PENDING
														  : BROKEN;
}

static enum answer go_on(void *data)
{
	struct mariadb *db = data;
	int failed = 0, state, ready;
	if (db->step == READY)
		return look_idle(db);
	if (!db->waits) /* It failed as it began. */
		return BROKEN;
	ready = ready_now(db);
	if (!ready)
		return PENDING;
	state = resume(db, ready, &failed);
	return run(db, state, failed);
}

static enum answer ask(void *data, const char *sql)
{
	struct mariadb *db = data;
	int error = 0, state;
	clear_result(db);
	db->step = QUERYING;
	state = mysql_real_query_start(&error, &db->mysql, sql, strlen(sql));
	return run(db, state, error);
}

static int writable(void *data)
{
	return ((struct mariadb *)data)->writable;
}

static int count(void *data)
{
	const struct mariadb *db = data;
	return db->result ? (int)mysql_num_rows(db->result) : 0;
}

/* Rows are asked for in their order, as a rule. */
static const char *cell(void *data, int row, int column)
{
	struct mariadb *db = data;
	if (row != db->at) {
		if (row != db->at + 1)
			mysql_data_seek(db->result, (unsigned long long)row);
		db->row = mysql_fetch_row(db->result);
		db->at = row;
	}
	return db->row ? db->row[column] : NULL;
}

static const char *state(void *data)
{
	return mysql_sqlstate(&((struct mariadb *)data)->mysql);
}

static const char *error(void *data)
{
	return mysql_error(&((struct mariadb *)data)->mysql);
}

/* Not politely: to say goodbye it would wait for what is under way. */
static void close_mariadb(void *data)
{
	struct mariadb *db = data;
	int fd = descriptor(db);
	clear_result(db);
	if (fd >= 0)
		shutdown(fd, SHUT_RDWR);
	mysql_close(&db->mysql);
	free(db);
}

const struct driver mariadb = { .name = "mariadb", .port = 3306, .open = open_mariadb, .descriptor = descriptor, .wants = wants,
	.go_on = go_on, .ask = ask, .writable = writable, .count = count, .cell = cell, .state = state, .error = error,
	.close = close_mariadb };
