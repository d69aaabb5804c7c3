// Coming in, and one's own account.
import { Account } from "./account";
import { Away } from "./away";
import { Application, Card } from "./factors";
import { Login } from "./login";
import { Password } from "./password";

export default { Login, Account, Password, Application, Card, Away };
