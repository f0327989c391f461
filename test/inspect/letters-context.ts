import type { InspectContext } from "@/lib/inspect/inspect-context";
import { SessionSource } from "@/lib/inspect/session-source";
import type { Store } from "@/lib/store/store";

/** What reads of a store are made with, under a model whose ids are characters and which renders no prompt unless said. */
export function lettersContext(store: Store, given: Partial<InspectContext["model"]> = {}): InspectContext {
  const model: InspectContext["model"] = {
    name: "letters",
    tokenBytes: (id) => Uint8Array.of(id),
    isSpecial: () => false,
    decode: (ids) => String.fromCharCode(...ids),
    render: () => {
      throw new Error("no prompt is rendered for these figures");
    },
    ...given,
  };
  return {
    store,
    model,
    vocabularyOf: async () => model,
    serverPolicy: { policy: "strict", overrides: {} },
    source: new SessionSource(),
  };
}
