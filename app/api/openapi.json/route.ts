import { jsonResponse } from "@/lib/inspect/json-response";
import { bodySchema } from "@/lib/inspect/openapi/body-schema";
import { openapiDocument } from "@/lib/inspect/openapi/openapi-document";
import { finishSessionBody } from "@/lib/recorder/finish-session-body";
import { manage } from "@/lib/recorder/manage";
import { openSessionBody } from "@/lib/recorder/open-session-body";

export const dynamic = "force-dynamic";

/** `GET /api/openapi.json`: the contract, for people and for generators of clients. */
export function GET(request: Request): Promise<Response> {
  return manage(request, async () =>
    jsonResponse(
      openapiDocument({
        open_session: bodySchema(openSessionBody),
        finish_session: bodySchema(finishSessionBody),
      }),
    ),
  );
}
