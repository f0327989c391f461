import type { MessagePort } from "node:worker_threads";
import type { FileSharing } from "@/lib/server/runtime";
import { PortWriter } from "@/lib/store/writer/port-writer";
import { errorOf, type ThreadFault } from "@/lib/threads/thread-fault";
import type { FromDesk } from "./desk-messages";

/** The thread that serves, as a desk sees it: what has to be asked for there. */
export class ServingThread {
  readonly #tell: (message: FromDesk) => void;
  readonly #asked = new Map<number, (fault: ThreadFault | null) => void>();
  #last = 0;

  /**
   * @param writer the way to the process's writer.
   * @param cacheShare the desk's part of what caches may take.
   */
  constructor(
    tell: (message: FromDesk) => void,
    private readonly writer: MessagePort,
    private readonly cacheShare: number,
  ) {
    this.#tell = tell;
  }

  /** How the desk shares the database with it. */
  get sharing(): FileSharing {
    return {
      isMigrated: true,
      cacheShare: this.cacheShare,
      openWriter: (databaseUrl) => new PortWriter(this.writer, databaseUrl),
      reserve: (session, write) => this.#given((ask) => ({ type: "wantsSession", ask, session }), write),
    };
  }

  /** It gave what was asked for, or says why not. */
  gave(ask: number, fault: ThreadFault | null): void {
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
