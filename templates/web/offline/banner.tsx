// Without network: said at the top of every page.
import { useEffect, useState } from "preact/hooks";
import { Alert } from "../kit/parts";
import { common } from "../kit/text";

export function Offline() {
	const [online, set] = useState(navigator.onLine);
	useEffect(() => {
		const look = () => set(navigator.onLine);
		addEventListener("online", look);
		addEventListener("offline", look);
		return () => { removeEventListener("online", look); removeEventListener("offline", look); };
	}, []);
	return <div class="banner" role="status">{online ? null : <Alert kind="warning">{common("offline")}</Alert>}</div>;
}
