import { amendSessionBody } from "@/lib/api/annotations/amend-session-body";
import { drainBody } from "@/lib/api/engines/change-engine";
import { ackBody, feedBody } from "@/lib/api/feed/feed-body";
import { finishSessionBody } from "@/lib/api/finish/finish-session-body";
import { jsonResponse } from "@/lib/api/json-response";
import { manage } from "@/lib/api/manage";
import { openSessionBody } from "@/lib/api/open-session-body";
import { bodySchema } from "@/lib/api/openapi/body-schema";
import { openapiDocument } from "@/lib/api/openapi/openapi-document";
import { reportBody } from "@/lib/api/reports/report-body";
import { viewBody } from "@/lib/api/view/view-body";
import { engineEntrySchema } from "@/lib/settings/engine-entry";

export const dynamic = "force-dynamic";

/** `GET /api/openapi.json`: the contract, for people and for generators of clients. */
export function GET(request: Request): Promise<Response> {
  return manage(request, "read", async () =>
    jsonResponse(
      openapiDocument({
        open_session: bodySchema(openSessionBody),
        finish_session: bodySchema(finishSessionBody),
        amend_session: bodySchema(amendSessionBody),
        feed: bodySchema(feedBody),
        feed_ack: bodySchema(ackBody),
        engine: bodySchema(engineEntrySchema),
        drain: bodySchema(drainBody),
        report: bodySchema(reportBody),
        view: bodySchema(viewBody),
      }),
    ),
  );
}
