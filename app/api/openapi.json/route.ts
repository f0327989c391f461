import { finishSessionBody } from "@/lib/api/finish-session-body";
import { jsonResponse } from "@/lib/api/json-response";
import { manage } from "@/lib/api/manage";
import { openSessionBody } from "@/lib/api/open-session-body";
import { bodySchema } from "@/lib/api/openapi/body-schema";
import { openapiDocument } from "@/lib/api/openapi/openapi-document";

export const dynamic = "force-dynamic";

/** `GET /api/openapi.json`: the contract, for people and for generators of clients. */
export function GET(request: Request): Promise<Response> {
  return manage(request, "read", async () =>
    jsonResponse(
      openapiDocument({
        open_session: bodySchema(openSessionBody),
        finish_session: bodySchema(finishSessionBody),
      }),
    ),
  );
}
