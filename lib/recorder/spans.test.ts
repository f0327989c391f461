import { describeSpans } from "./spans.case";

describeSpans(false);
