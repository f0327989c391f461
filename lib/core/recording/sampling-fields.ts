/** The sampling fields that protocols, engines and recordings share. `Value` says whether one may be missing. */
export interface SamplingFields<Value extends number | null> {
  readonly temperature: Value;
  readonly topP: Value;
  /** -1: all. */
  readonly topK: Value;
  readonly minP: Value;
  readonly frequencyPenalty: Value;
  readonly presencePenalty: Value;
  readonly repetitionPenalty: Value;
}

/** The fields by the names that Chat Completions and the open engines give them. */
export function spelledSampling<Value extends number | null>(sampling: SamplingFields<Value>) {
  return {
    temperature: sampling.temperature,
    top_p: sampling.topP,
    top_k: sampling.topK,
    min_p: sampling.minP,
    frequency_penalty: sampling.frequencyPenalty,
    presence_penalty: sampling.presencePenalty,
    repetition_penalty: sampling.repetitionPenalty,
  };
}
