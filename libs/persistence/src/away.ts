/**
 * SQLSTATEs and system errors by which PostgreSQL, or the way to it, says "not now": connections that break (08, 57P),
 * resources that have run out, a full disk among them (53), an input/output error (58030).
 */
const NOT_NOW = /^(08...|53...|57P0[1-3]|58030|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

/** What pg says, without a code, where a connection has ended under a statement, or neither it nor an answer came in time. */
const ENDED =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout e(xpired|xceeded))/;

/**
 * The database cannot be worked with at this moment, and the same request may succeed in a minute. Whether a command
 * under way was carried out is not known; sent again under its key it is carried out once.
 */
export function isAway(error: unknown): boolean {
  const { code, message, severity } = Object(error) as { code?: unknown; message?: unknown; severity?: unknown };
  if (severity === 'PANIC') return true; // the whole server goes down with it, whatever its code
  return typeof code === 'string' ? NOT_NOW.test(code) : ENDED.test(String(message));
}
