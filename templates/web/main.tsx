// Begins the pages: words, who is there, then the page of the address.
import { render } from "preact";
import "./style/main.css";
import { App } from "./kit/app";
import { take_along } from "./offline/worker";
import { session_read } from "./kit/session";
import { texts_begin } from "./kit/text";

await Promise.all([texts_begin(), session_read()]);
render(<App />, document.body);
take_along();
