import type { Runtime } from "@/lib/server/runtime";
import { engineFacts } from "./engine-facts";

/** `GET /api/engines`: every model that calls may name, who serves it and how that is. */
export async function listEngines({
  models,
  recorder,
}: Pick<Runtime, "models" | "recorder">): Promise<Response> {
  return Response.json({
    engines: await Promise.all((await models.all()).map((served) => engineFacts(served, recorder))),
  });
}
