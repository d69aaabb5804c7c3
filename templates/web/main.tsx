// Begins the pages: words, who is there, then the page of the address.
import { render } from "preact";
import "./style/main.css";
import { App } from "./kit/app";
import { take_along } from "./offline/worker";
import { session, session_read } from "./kit/session";
import { texts_begin } from "./kit/text";

await Promise.all([texts_begin(), session_read()]);
render(<App />, document.body);
take_along();
if (session()?.role === "mediator")
	void import("./scan/queue").then(({ send_by_itself }) => send_by_itself()); // whatever page is open
