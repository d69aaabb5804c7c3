// Names of what is a number or a code elsewhere.
import { common } from "./text";

/** A kind of workshop: seven have a name, the others a number. */
export const kind_name = (kind: number | string) => common.find(`kind_${kind}`) || common("kind_other", { kind });
