import type { GenerateWireRequest } from "./generate-request";

/** A logit bias from here on outweighs everything else, as it would with a model. */
const DECISIVE = 50;

/** The id that a request's logit bias forces; null when it forces none. Clients probe an engine that way. */
export function favouredId({ sampling_params: { logit_bias: bias } }: GenerateWireRequest): number | null {
  const forced = Object.entries(bias ?? {}).find(([, value]) => value >= DECISIVE);
  return forced === undefined ? null : Number(forced[0]);
}
