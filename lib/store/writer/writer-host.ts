import { once } from "node:events";
import { MessageChannel, type MessagePort, type Worker } from "node:worker_threads";
import type { Durability } from "@/lib/store/database/database";
import type { Writer } from "@/lib/store/write";
import { RestartPauses } from "@/lib/threads/restart-pauses";
import { startThread } from "@/lib/threads/start-thread";
import { PortWriter } from "./port-writer";
import type { NewWriter, ToWriterThread, WriterGiven } from "./writer-messages";

/**
 * The thread that writes, as the process sees it. It is begun anew when it dies, and every thread that writes is given a
 * way to the new one, over which it repeats what was not answered (`PortWriter`).
 */
export class WriterHost {
  #given: WriterGiven = { databaseUrl: "", durability: "reply" };
  readonly #hubs = new Set<MessagePort>();
  #worker: Worker | null = null;
  readonly #pauses = new RestartPauses();
  #isClosed = false;
  #timer: NodeJS.Timeout | null = null;

  /** Begins the writer, for this thread and all that are connected. @param databaseUrl has this build's schema. */
  open(databaseUrl: string, durability: Durability = "reply"): Writer {
    this.#given = { databaseUrl, durability };
    this.#begin();
    return new PortWriter(this.connect(), databaseUrl);
  }

  /** A way to the writer for one more thread, to hand to its `PortWriter`. */
  connect(): MessagePort {
    const { port1: hub, port2: theirs } = new MessageChannel();
    hub.unref();
    this.#hubs.add(hub);
    hub.on("close", () => this.#hubs.delete(hub));
    this.#introduce(hub);
    return theirs;
  }

  /** Ends when everything is written that the writer was given. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const hub of this.#hubs) hub.close();
    const worker = this.#worker;
    if (worker === null) return;
    worker.ref();
    const ended = once(worker, "exit");
    worker.postMessage({ type: "end" } satisfies ToWriterThread);
    await ended;
  }

  /** For tests: the writer dies. */
  async kill(): Promise<void> {
    await this.#worker?.terminate();
  }

  #begin(): void {
    const worker = startThread("writer", { given: this.#given });
    this.#worker = worker;
    this.#pauses.begin();
    worker.on("error", (error) => console.error("The thread that writes has failed:", error));
    worker.on("exit", () => this.#ended());
    for (const hub of this.#hubs) this.#introduce(hub);
  }

  #introduce(hub: MessagePort): void {
    if (this.#worker === null) return;
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ type: "port", port: port1 } satisfies ToWriterThread, [port1]);
    hub.postMessage({ port: port2 } satisfies NewWriter, [port2]);
  }

  #ended(): void {
    this.#worker = null;
    if (this.#isClosed) return;
    console.error("The thread that writes has ended and is begun anew.");
    this.#timer = setTimeout(() => this.#begin(), this.#pauses.next());
  }
}
