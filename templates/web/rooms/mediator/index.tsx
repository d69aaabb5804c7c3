// The room of a centre.
import { Month } from "./month";
import { Scanner } from "./scanner";
import { Way } from "./way";

export default { Scanner, Month, Way };
