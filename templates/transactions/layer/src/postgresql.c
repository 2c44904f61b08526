/* PostgreSQL, by libpq's commands that do not wait (PostgreSQL 15, 34.1 and 34.4). */
#include "postgresql.h"

#include "common.h"

#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#define STATE_LENGTH 5

struct postgresql {
	PGconn *connection;
	PGresult *result;
	int connected, asked, warned;
	uint32_t wants;
	char state[STATE_LENGTH + 1];
};

/* "canceling the wait for synchronous replication": committed here, and perhaps nowhere else. */
static void take_notice(void *data, const PGresult *notice)
{
	struct postgresql *db = data;
	const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
	if (severity && !strcmp(severity, "WARNING"))
		db->warned = 1;
}

static void keep_state(struct postgresql *db, const PGresult *result)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	snprintf(db->state, sizeof db->state, "%s", state ? state : "");
}

static void *open_postgresql(const struct login *login)
{
	struct postgresql *db = calloc(1, sizeof *db);
	char port[12];
	/* No encryption is tried first: each try that the server has none for would be a connection more. */
	const char *const keys[] = { "host", "port", "dbname", "user", "password", "sslmode", "gssencmode",
		"application_name", "client_encoding", NULL };
	const char *const values[] = { login->host, port, login->database, login->user, login->password, "disable", "disable",
		"halab", "UTF8", NULL };
	if (!db)
		die("out of memory");
	snprintf(port, sizeof port, "%u", login->port);
	db->connection = PQconnectStartParams(keys, values, 0);
	if (!db->connection)
		die("out of memory");
	PQsetNoticeReceiver(db->connection, take_notice, db);
	PQsetnonblocking(db->connection, 1);
	db->wants = EPOLLOUT; /* as after PGRES_POLLING_WRITING */
	return db;
}

static int descriptor(void *data)
{
	return PQsocket(((struct postgresql *)data)->connection);
}

static uint32_t wants(void *data)
{
	return ((struct postgresql *)data)->wants;
}

static enum answer connect_on(struct postgresql *db)
{
	switch (PQconnectPoll(db->connection)) {
	case PGRES_POLLING_READING: db->wants = EPOLLIN; return PENDING;
	case PGRES_POLLING_WRITING: db->wants = EPOLLOUT; return PENDING;
	case PGRES_POLLING_OK:
		db->connected = 1;
		db->wants = EPOLLIN;
		return DONE;
	default: return BROKEN;
	}
}

static enum answer flushed(struct postgresql *db)
{
	int left = PQflush(db->connection);
	db->wants = left > 0 ? EPOLLIN | EPOLLOUT : EPOLLIN;
	return left < 0 ? BROKEN : PENDING;
}

/* The last result says it all: one statement has one, and COPY is not asked for. FATAL and PANIC end the session, and a
 * session that ends in the middle of a commit leaves it open. */
static enum answer verdict(struct postgresql *db)
{
	const char *severity;
	db->asked = 0;
	if (!db->result)
		return BROKEN;
	switch (PQresultStatus(db->result)) {
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK: return db->warned ? DOUBTED : DONE;
	default:
		keep_state(db, db->result);
		severity = PQresultErrorField(db->result, PG_DIAG_SEVERITY_NONLOCALIZED);
		return severity && !strcmp(severity, "ERROR") ? DENIED : BROKEN;
	}
}

static enum answer go_on(void *data)
{
	struct postgresql *db = data;
	if (!db->connected)
		return connect_on(db);
	/* Whatever came before the connection broke is still read: it may be the answer. */
	int broke = !PQconsumeInput(db->connection) || flushed(db) == BROKEN;
	while (db->asked && !PQisBusy(db->connection)) {
		PGresult *next = PQgetResult(db->connection);
		if (!next)
			return verdict(db);
		PQclear(db->result);
		db->result = next;
	}
	return broke || PQstatus(db->connection) == CONNECTION_BAD ? BROKEN : PENDING;
}

static enum answer ask(void *data, const char *sql)
{
	struct postgresql *db = data;
	PQclear(db->result);
	db->result = NULL;
	db->warned = 0;
	db->asked = 1;
	*db->state = 0;
	return PQsendQuery(db->connection, sql) ? flushed(db) : BROKEN;
}

static int is_off(const struct postgresql *db, const char *parameter)
{
	const char *value = PQparameterStatus(db->connection, parameter);
	return !value || strcmp(value, "on");
}

/* Both are told to the client by themselves, whenever they change (since PostgreSQL 14). */
static int writable(void *data)
{
	return is_off(data, "in_hot_standby") && is_off(data, "default_transaction_read_only");
}

static int count(void *data)
{
	return PQntuples(((struct postgresql *)data)->result);
}

static const char *cell(void *data, int row, int column)
{
	const struct postgresql *db = data;
	return PQgetisnull(db->result, row, column) ? NULL : PQgetvalue(db->result, row, column);
}

static const char *state(void *data)
{
	return ((struct postgresql *)data)->state;
}

static const char *error(void *data)
{
	const struct postgresql *db = data;
	const char *said = db->result ? PQresultErrorMessage(db->result) : "";
	return *said ? said : PQerrorMessage(db->connection);
}

static void close_postgresql(void *data)
{
	struct postgresql *db = data;
	PQclear(db->result);
	PQfinish(db->connection);
	free(db);
}

const struct driver postgresql = { .name = "postgresql", .port = 5432, .open = open_postgresql, .descriptor = descriptor,
	.wants = wants, .go_on = go_on, .ask = ask, .writable = writable, .count = count, .cell = cell, .state = state,
	.error = error, .close = close_postgresql };
