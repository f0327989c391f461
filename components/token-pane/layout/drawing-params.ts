import { VIEW_PARAMS } from "@/components/address/view-state";

const { ov, ws, tb, ids } = VIEW_PARAMS;

/** What of the address says how tokens are drawn. */
export const DRAWING_PARAMS = { ov, ws, tb, ids };
