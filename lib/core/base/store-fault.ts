import { errorMessage } from "./error-message";
import { NamedError } from "./named-error";

/** Why a database takes no write, or gives no read, that its machine or its file is to blame for. */
export type StoreFaultKind = "full" | "read_only" | "damaged" | "locked" | "broken";

/** What SQLite says, what is wrong, and what to do. */
const FAULTS: readonly (readonly [RegExp, StoreFaultKind, string])[] = [
  [/database or disk is full/, "full", "cannot grow: the disk is full, or a limit is reached. Make room"],
  [
    /readonly database|read-only/,
    "read_only",
    "may not be written. Give this user the right to write the file and its folder",
  ],
  [
    /disk image is malformed|file is not a database/,
    "damaged",
    "is damaged. `npm run turntree -- verify` says where, `npm run turntree -- export --format turns` gives what can be read, and the sqlite3 command's .recover makes a new file",
  ],
  [/database is locked|database table is locked/, "locked", "is held by another process"],
  [/disk I\/O error|unable to open database file/, "broken", "cannot be reached: its disk fails, or is gone"],
];

/** The database cannot do what was asked, and it is not the asker's fault. The message names the file and what to do. */
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
  static of(error: unknown, file: string): unknown {
    if (error instanceof StoreFault) return error;
    const said = errorMessage(error);
    const found = FAULTS.find(([words]) => words.test(said));
    return found === undefined ? error : new StoreFault(found[1], `The database ${file} ${found[2]}.`);
  }
}
