import type { Turn } from "@/lib/core/recording/turn";
import type { Engine, EngineEvent, GenerateRequest } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";

/** An engine that samples what was recorded: the answers of these turns, one after another. */
export class RecordedEngine implements Engine {
  readonly name = "sim";
  readonly url = "recording";
  private readonly answers: Turn[] = [];

  /** Gives the answer of the next generation. */
  next(turn: Turn): void {
    this.answers.push(turn);
  }

  async *generate(request: GenerateRequest): AsyncGenerator<EngineEvent, void, undefined> {
    const turn = this.answers.shift();
    if (turn === undefined) throw new EngineError("failed", "The recording holds no more answers.");
    yield {
      type: "generation",
      outputIds: turn.outputIds,
      logProbs: turn.outputLogProbs,
      logProbCount: turn.outputLogProbs?.length ?? 0,
      logProbSemantics: turn.logProbSemantics,
      finishReason: turn.finishReason,
      matchedStop: turn.matchedStop,
      promptTokens: request.promptIds.length,
      completionTokens: turn.outputIds.length,
      cachedTokens: null,
      weightVersion: turn.weightVersion,
      facts: {},
    };
  }

  async health() {
    return { ok: true, detail: "plays a recording", contextTokens: null };
  }
}
