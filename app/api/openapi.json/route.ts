import { jsonResponse } from "@/lib/inspect/json-response";
import { openapiDocument } from "@/lib/inspect/openapi/openapi-document";
import { manage } from "@/lib/recorder/manage";

export const dynamic = "force-dynamic";

/** `GET /api/openapi.json`: the contract, for people and for generators of clients. */
export function GET(request: Request): Promise<Response> {
  return manage(request, async () => jsonResponse(openapiDocument()));
}
