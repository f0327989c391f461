import { errorMessage } from "@/lib/core/base/error-message";
import type { Engine } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import type { TokenizerSample } from "./tokenizer-sample";

/** For so long, in ms, an engine that answered is taken for the one that it was: none is started anew in less. */
const FRESH_MS = 2_000;

/** An engine that cannot be asked is asked again after this time, in ms. */
const REST_MS = 60_000;

/** How long it may take to tokenize a line, in ms; a busy server does so beside all else. */
const PATIENCE_MS = 10_000;

/** What an engine's tokenizer was found to be: unknown where it cannot be asked. */
export type TokenizerState = "unknown" | "same" | "differs" | "changed";

/**
 * Watches that an engine keeps the tokenizer that it had. Ids mean nothing to another one, and nothing in a reply tells:
 * so it is asked for the ids of one text, beside the first generation and beside each that comes after a silence in which
 * it could have been started anew.
 */
export class TokenizerWatch {
  private state: TokenizerState = "unknown";
  /** The ids that it gave first. */
  private first: string | null = null;
  private freshUntil = 0;
  private asking: Promise<void> | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly sample: TokenizerSample,
    private readonly now: () => number = Date.now,
  ) {}

  /** The state in words for the engine's health; null where nothing is wrong. */
  get words(): string | null {
    if (this.state === "changed") return CHANGED;
    return this.state === "differs" ? DIFFERS : null;
  }

  /** Nothing is known of it any more: a connection broke, or was refused. */
  forget(): void {
    this.freshUntil = 0;
  }

  /** It has just answered. */
  seen(): void {
    if (this.freshUntil > 0) this.freshUntil = Math.max(this.freshUntil, this.now() + FRESH_MS);
  }

  /** Asks it, unless that was just done. Throws `EngineError` where its tokenizer is another than it was. */
  async check(): Promise<void> {
    if (this.now() >= this.freshUntil) {
      this.asking ??= this.ask().finally(() => {
        this.asking = null;
      });
      await this.asking;
    }
    if (this.state === "changed") throw new EngineError("failed", CHANGED);
  }

  private async ask(): Promise<void> {
    const { tokenize } = this.engine;
    if (tokenize === undefined) {
      this.freshUntil = Number.POSITIVE_INFINITY;
      return;
    }
    try {
      const ids = await tokenize({ text: this.sample.text, signal: AbortSignal.timeout(PATIENCE_MS) });
      const told = ids.join();
      this.first ??= told;
      const ours = this.sample.ids.join();
      // Some put the token that begins a text before it, whatever they are asked for.
      const isSame = told === ours || told.endsWith(`,${ours}`);
      this.state = isSame ? "same" : told === this.first ? "differs" : "changed";
      this.freshUntil = this.now() + FRESH_MS;
    } catch (error) {
      // One that is down fails the call itself. One that has no such route is not asked all the time.
      const isDown = error instanceof EngineError && error.kind === "unreachable";
      this.freshUntil = isDown ? 0 : this.now() + REST_MS;
      if (!(error instanceof EngineError)) console.error(`The engine's tokenizer: ${errorMessage(error)}`);
    }
  }
}

const DIFFERS =
  "Its tokenizer gives other ids than that of TURNTREE_TOKENIZER: name the folder of the model that it serves.";
const CHANGED =
  "The engine has another tokenizer than before: it serves another model. Start Turntree with that model's tokenizer.";
