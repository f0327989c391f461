/** What stands behind an address, which decides in which shape its errors come. */
export type AddressKind = "call" | "api" | "page";

const CALLS = /^\/(v1|s|t|k)(\/|$)/;
const API = /^\/(api|metrics|healthz)(\/|$)/;

/** @example addressKind("/s/rollout-7/v1/models"); // "call" */
export function addressKind(pathname: string): AddressKind {
  if (CALLS.test(pathname)) return "call";
  return API.test(pathname) ? "api" : "page";
}
