// The operator keeps the house: accounts, keys, places, imports. The auditor reads the same and the journal.
import type { Pages } from "../../rooms";
import { OneAccount } from "./account";
import { Accounts, NewAccount } from "./accounts";
import { OneImport } from "./import_run";
import { Importer } from "./importer";
import { Journal } from "./journal";
import { Keys, OneKey } from "./keys";
import { PublisherPage } from "./publisher";
import { OneSite } from "./site";
import { NewSite } from "./site_edit";
import { Sites } from "./sites";

export default { Journal, Accounts, NewAccount, OneAccount, Keys, OneKey, PublisherPage, Importer, OneImport, Sites, NewSite, OneSite } as Pages;
