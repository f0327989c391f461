import { errorMessage } from "./error-message";
import { NamedError } from "./named-error";

/** Why a database takes no write, or gives no read, that its machine or its file is to blame for. */
export type StoreFaultKind = "full" | "read_only" | "damaged" | "locked" | "broken";

/** What SQLite says of each. */
const SAID: readonly (readonly [RegExp, StoreFaultKind])[] = [
  [/database or disk is full/, "full"],
  [/readonly database|read-only/, "read_only"],
  [/disk image is malformed|file is not a database/, "damaged"],
  [/database is locked|database table is locked/, "locked"],
  [/disk I\/O error|unable to open database file/, "broken"],
];

/** What is wrong, and what to do. */
const WORDS: Readonly<Record<StoreFaultKind, string>> = {
  full: "cannot grow: the disk is full, or a limit is reached. Make room",
  read_only: "may not be written. Give this user the right to write the file and its folder",
  damaged:
    "is damaged. `npm run turntree -- verify` says where, `npm run turntree -- export --format turns` gives what can be read, and the sqlite3 command's .recover makes a new file",
  locked: "is held by another process",
  broken: "cannot be reached: its disk fails, or is gone",
};

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
    const found = SAID.find(([words]) => words.test(said));
    return found === undefined ? error : StoreFault.about(file, found[1]);
  }

  /** A fault of this kind, in its words. */
  static about(file: string, kind: StoreFaultKind): StoreFault {
    return new StoreFault(kind, `The database ${file} ${WORDS[kind]}.`);
  }
}
