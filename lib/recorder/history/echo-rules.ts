import type { EchoRules } from "@/lib/core/message/echo-tolerances";
import type { Turn } from "@/lib/core/recording/turn";

/** How the echo of a turn's answer is read, from who gives it back and from the facts of the turn. */
export function echoRules(
  { tools, matchedStop }: Pick<Turn, "tools" | "matchedStop">,
  { client, forgiven }: Pick<EchoRules, "client" | "forgiven">,
): EchoRules {
  return { client, forgiven, tools, matchedStop };
}
