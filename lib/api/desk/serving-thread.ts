import type { FileSharing } from "@/lib/server/runtime";
import { type DeskFault, errorOf, type FromDesk } from "./desk-messages";

/** The thread that serves, as a desk sees it: what has to be asked for there. */
export class ServingThread {
  readonly #tell: (message: FromDesk) => void;
  readonly #asked = new Map<number, (fault: DeskFault | null) => void>();
  #last = 0;

  constructor(tell: (message: FromDesk) => void) {
    this.#tell = tell;
  }

  /** How the desk shares the database with it. */
  get sharing(): FileSharing {
    return {
      isMigrated: true,
      writeTurn: (write) => this.#given((ask) => ({ type: "wantsWrite", ask }), write),
      reserve: (session, write) => this.#given((ask) => ({ type: "wantsSession", ask, session }), write),
    };
  }

  /** It gave what was asked for, or says why not. */
  gave(ask: number, fault: DeskFault | null): void {
    this.#asked.get(ask)?.(fault);
  }

  async #given<T>(wish: (ask: number) => FromDesk, work: () => Promise<T>): Promise<T> {
    const ask = ++this.#last;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#asked.set(ask, (fault) => (fault === null ? resolve() : reject(errorOf(fault))));
        this.#tell(wish(ask));
      });
      return await work();
    } finally {
      this.#asked.delete(ask);
      this.#tell({ type: "gaveBack", ask });
    }
  }
}
