// The agent's desk: hand a pass out, know where people go with it, and what became of those handed out.
import type { Pages } from "../../rooms";
import { Batches, OneBatch } from "./batches";
import { Centres } from "./centres";
import { HandOut } from "./hand_out";
import { OnePass } from "./pass";
import { Passes } from "./passes";
import { Stock } from "./stock";

export default { HandOut, Centres, Passes, OnePass, Stock, Batches, OneBatch } as Pages;
