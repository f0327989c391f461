import { PRODUCT_VERSION } from "@/lib/core/base/product-version";
import type { JsonObject } from "@/lib/core/json/json-value";
import { AGENT_OPERATIONS } from "./agent-operations";
import { ANNOTATION_OPERATIONS } from "./annotation-operations";
import { FEED_OPERATIONS } from "./feed-operations";
import { FIGURE_OPERATIONS } from "./figure-operations";
import { INSPECT_OPERATIONS } from "./inspect-operations";
import { type Bodies, describeOperation, type Operation } from "./operation";
import { RECORDER_OPERATIONS } from "./recorder-operations";
import { SERVICE_OPERATIONS } from "./service-operations";
import { SESSION_OPERATIONS } from "./session-operations";

/** Every call of the contract. A test holds it equal to the routes that there are. */
export const OPERATIONS: readonly Operation[] = [
  ...RECORDER_OPERATIONS,
  ...SESSION_OPERATIONS,
  ...ANNOTATION_OPERATIONS,
  ...FEED_OPERATIONS,
  ...INSPECT_OPERATIONS,
  ...FIGURE_OPERATIONS,
  ...SERVICE_OPERATIONS,
  ...AGENT_OPERATIONS,
];

/**
 * The contract as OpenAPI 3.1.
 *
 * @param bodies as `bodySchema` makes them of the schemas that read those bodies.
 */
export function openapiDocument(bodies: Bodies): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const operation of OPERATIONS) {
    const entry = paths[operation.path] ?? {};
    entry[operation.method] = describeOperation(operation, bodies);
    paths[operation.path] = entry;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Turntree",
      version: PRODUCT_VERSION,
      description: "Records what agents and a model said, token by token, and makes training samples of it.",
    },
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  };
}
