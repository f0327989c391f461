import { PRODUCT_VERSION } from "@/lib/core/base/product-version";
import type { AddressKind } from "./address-kind";

/** What holds for every answer: what it is called, it is; no other site shows it, and none learns its address. */
const ALWAYS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * What a page may load and run. Scripts carry the nonce, which Next takes from the request. Styles are written into
 * elements by React and by the drawing of the tree.
 *
 * @param nonce base64, made anew for each page.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * The headers of every answer of an address. Data says which version it is of, so that a client of another can tell.
 *
 * @param nonce that of a page.
 */
export function securityHeaders(kind: AddressKind, nonce: string): Readonly<Record<string, string>> {
  return kind === "page"
    ? { ...ALWAYS, "content-security-policy": pagePolicy(nonce) }
    : { ...ALWAYS, "content-security-policy": DATA_POLICY, "x-turntree-version": PRODUCT_VERSION };
}
