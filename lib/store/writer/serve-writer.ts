import type { MessagePort } from "node:worker_threads";
import type { StoreFault } from "@/lib/core/base/store-fault";
import type { Outcome } from "@/lib/store/write";
import type { BatchWriter } from "./batch-writer";
import type { FromWriter, ToldFault, ToWriter } from "./writer-messages";

/** Lets threads write through one writer, each over a port of its own. */
export class WriterService {
  readonly #ports = new Set<MessagePort>();
  #told: StoreFault | null = null;

  constructor(private readonly writer: BatchWriter) {}

  add(port: MessagePort): void {
    this.#ports.add(port);
    const tell = (message: FromWriter): void => port.postMessage(message);
    if (this.#told !== null) tell({ type: "fault", fault: toldFault(this.#told) });
    let done: { readonly id: number; readonly outcome: Outcome }[] = [];
    const answer = (id: number, outcome: Outcome): void => {
      done.push({ id, outcome });
      if (done.length > 1) return;
      // The outcomes of a batch come in one turn of the loop, and go in one message.
      queueMicrotask(() => {
        this.#tellFault();
        tell({ type: "outcomes", outcomes: done });
        done = [];
      });
    };
    let left = 0;
    let isClosing = false;
    const close = (): void => {
      if (!isClosing || left > 0) return;
      this.#ports.delete(port);
      tell({ type: "closed" });
    };
    port.on("message", (message: ToWriter) => {
      switch (message.type) {
        case "write":
          left += message.requests.length;
          for (const { id, write, urgency, isAgain } of message.requests) {
            void this.writer.write(write, urgency, isAgain).then((outcome) => {
              answer(id, outcome);
              left -= 1;
              queueMicrotask(close);
            });
          }
          break;
        case "catchUp":
          void this.writer
            .caughtUp()
            .then(() => queueMicrotask(() => tell({ type: "caughtUp", id: message.id })));
          break;
        case "close":
          isClosing = true;
          close();
          break;
        default:
          message satisfies never;
      }
    });
    port.on("close", () => this.#ports.delete(port));
  }

  /** Every thread refuses calls while the database takes no writes, whoever found out. */
  #tellFault(): void {
    const { fault } = this.writer;
    if (fault === this.#told) return;
    this.#told = fault;
    for (const port of this.#ports) {
      port.postMessage({ type: "fault", fault: toldFault(fault) } satisfies FromWriter);
    }
  }
}

function toldFault(fault: StoreFault | null): ToldFault | null {
  return fault && { kind: fault.kind, message: fault.message };
}
