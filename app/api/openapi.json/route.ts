import { jsonResponse } from "@/lib/api/json-response";
import { manage } from "@/lib/api/manage";
import { bodySchema } from "@/lib/api/openapi/body-schema";
import { openapiDocument } from "@/lib/api/openapi/openapi-document";
import { finishSessionBody } from "@/lib/recorder/lifecycle/finish-session-body";
import { openSessionBody } from "@/lib/recorder/lifecycle/open-session-body";

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
