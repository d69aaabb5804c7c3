import type programme_fr from "../../../lang/web/programme.fr.json";
import { speaker } from "../../kit/text";

export const t = speaker<typeof programme_fr>("programme");
