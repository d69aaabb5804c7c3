// A table that is long, as most are on a narrow screen, waits under its chart until somebody asks for it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "./words";

const LONG = 40; // rows

export function Fold({ name, rows = 0, children }: { name: string; rows?: number; children: ComponentChildren }) {
	const [is_narrow] = useState(() => matchMedia("(max-width: 40rem)").matches);
	const folds = is_narrow || rows > LONG;
	return folds ? <details class="fold"><summary>{t("fold")}<span class="hidden"> {name}</span></summary>{children}</details> : <>{children}</>;
}
