import { manage } from "@/lib/api/manage";
import { modelFacts } from "@/lib/text/model-facts";

export const dynamic = "force-dynamic";

/** `GET /api/model`: the tokenizer, its family, and which messages its chat template lets be grafted on. */
export function GET(request: Request): Promise<Response> {
  return manage(request, "read", async ({ model }) => Response.json(modelFacts(model)));
}
