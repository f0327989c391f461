/** A producer's name. */
export const PRODUCER = /^\w(?:[\w .:/@-]{0,98}\w)?$/;

/** What a producer's name must be, in words. */
export const PRODUCER_RULE = "must be a name of up to 100 letters, digits, spaces and _ . : / @ -";
