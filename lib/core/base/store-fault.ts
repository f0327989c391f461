import { errorMessage } from "./error-message";
import { NamedError } from "./named-error";

/** Why a database takes no write, or gives no read, that its machine or its file is to blame for. */
export type StoreFaultKind = "full" | "read_only" | "damaged" | "locked" | "broken" | "behind";

/** What SQLite says of each, and what PostgreSQL, its driver and the network do. */
const SAID: readonly (readonly [RegExp, StoreFaultKind])[] = [
  [/database or disk is full|No space left on device|could not extend file/, "full"],
  [/readonly database|read-only/, "read_only"],
  [/disk image is malformed|file is not a database|invalid page in block|could not read block/, "damaged"],
  [/database is locked|database table is locked/, "locked"],
  [/disk I\/O error|unable to open database file/, "broken"],
  [/terminating connection|Connection terminated|closed the connection|not queryable/i, "broken"],
  [/Can't reach database|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT/, "broken"],
  [/database system is (starting up|shutting down|in recovery)|not yet accepting connections/, "broken"],
  [/timeout exceeded when trying to connect|too many (database )?connections|too many clients/i, "broken"],
];

/** What is wrong with a SQLite file, and what to do. */
const WORDS: Readonly<Record<StoreFaultKind, string>> = {
  full: "cannot grow: the disk is full, or a limit is reached. Make room",
  read_only: "may not be written. Give this user the right to write the file and its folder",
  damaged:
    "is damaged. Stop the server: `npm run turntree -- recover NEW.db` reads what is left of it into a new file, and says what is lost",
  locked: "is held by another process",
  broken: "cannot be reached: its disk fails, or is gone",
  behind: "takes writes more slowly than they come",
};

/** The same of a PostgreSQL database. */
const SERVER_WORDS: Readonly<Record<StoreFaultKind, string>> = {
  full: "cannot grow: its server's disk is full. Make room",
  read_only: "may not be written: its server takes reads alone, as a standby does",
  damaged: "is damaged; the log of its server says where",
  locked: "is held by another process",
  broken: "cannot be reached: its server does not answer, or broke off",
  behind: "takes writes more slowly than they come",
};

/** The database cannot do what was asked, and it is not the asker's fault. The message names the database and what to do. */
export class StoreFault extends NamedError {
  static override readonly label = "StoreFault";
  override readonly name = StoreFault.label;

  constructor(
    readonly kind: StoreFaultKind,
    message: string,
  ) {
    super(message);
  }

  /** What an error of the driver's is: itself, unless it is a fault of the database. */
  static of(error: unknown, database: string): unknown {
    if (error instanceof StoreFault) return error;
    const said = errorMessage(error);
    const found = SAID.find(([words]) => words.test(said));
    return found === undefined ? error : StoreFault.about(database, found[1]);
  }

  /** A fault of this kind, in its words. @param database the path of a file, or a `postgresql://` address. */
  static about(database: string, kind: StoreFaultKind): StoreFault {
    const words = database.startsWith("postgresql://") ? SERVER_WORDS : WORDS;
    return new StoreFault(kind, `The database ${database} ${words[kind]}.`);
  }
}
