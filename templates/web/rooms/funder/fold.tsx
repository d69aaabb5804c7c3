// On a narrow screen a table is long: it waits under its chart until somebody asks for it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "./words";

export function Fold({ name, children }: { name: string; children: ComponentChildren }) {
	const [is_narrow] = useState(() => matchMedia("(max-width: 40rem)").matches);
	return is_narrow ? <details class="fold"><summary>{t("fold")}<span class="hidden"> {name}</span></summary>{children}</details> : <>{children}</>;
}
