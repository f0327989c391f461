import type { Random } from "@/scenarios/sim/random";
import type { AnswerShape } from "./answer-shape";
import type { LlamaSequence, SampledStep } from "./load-llama";

export interface SampledToken {
  readonly id: number;
  /** In nats, before anything was excluded, of 32-bit precision. */
  readonly logProb: number;
}

export interface SampleInput {
  readonly sequence: LlamaSequence;
  readonly promptIds: readonly number[];
  readonly maxTokens: number;
  readonly temperature: number;
  readonly stopIds: readonly number[];
  readonly seed: number;
  /** What the answer must look like; null: whatever the model says. */
  readonly shape: AnswerShape | null;
  /** The stop that ends an answer with a shape. */
  readonly shapeStop: number;
  readonly random: Random;
}

/** Samples with llama.cpp until a stop token or the limit; every token that the model gave comes out, stops too. */
export async function* sampleTokens(input: SampleInput): AsyncGenerator<SampledToken, void, undefined> {
  const { sequence, shape } = input;
  await sequence.adaptStateToTokens(input.promptIds.slice(0, -1), false);
  const steps = sequence.evaluateWithMetadata(
    input.promptIds.slice(sequence.nextTokenIndex),
    { confidence: true, probabilities: shape !== null },
    { temperature: input.temperature, topK: 0, topP: 1, minP: 0, seed: input.seed, yieldEogToken: true },
  );
  let replacement: number | undefined;
  try {
    for (let sampled = 0; sampled < input.maxTokens; sampled++) {
      const { value: step, done } = await steps.next(replacement);
      if (done) return;
      const token = shape === null ? plain(step) : choose(step, shape, input);
      replacement = token.id === step.token ? undefined : token.id;
      yield token;
      if (input.stopIds.includes(token.id)) return;
    }
  } finally {
    await steps.return();
  }
}

function plain({ token, confidence }: SampledStep): SampledToken {
  return { id: token, logProb: Math.fround(Math.log(confidence)) };
}

/** Keeps the model's choice where the shape allows it, else draws again among the tokens that it allows. */
function choose(step: SampledStep, shape: AnswerShape, input: SampleInput): SampledToken {
  const probabilities = step.probabilities ?? new Map([[step.token, step.confidence]]);
  const allowed = (id: number) => (shape.over ? id === input.shapeStop : shape.allows(id));
  const id = allowed(step.token) ? step.token : draw(probabilities, allowed, input.random);
  if (!shape.over) shape.take(id);
  return { id, logProb: Math.fround(Math.log(probabilities.get(id) ?? Number.MIN_VALUE)) };
}

function draw(
  probabilities: ReadonlyMap<number, number>,
  allowed: (id: number) => boolean,
  random: Random,
): number {
  const open = Array.from(probabilities).filter(([id]) => allowed(id));
  let rest = random() * open.reduce((sum, [, probability]) => sum + probability, 0);
  for (const [id, probability] of open) {
    rest -= probability;
    if (rest <= 0) return id;
  }
  const last = open.at(-1);
  if (last === undefined) throw new Error("No token fits the answer's shape.");
  return last[0];
}
