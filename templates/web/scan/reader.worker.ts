// Reads the symbol in the frames of a camera: a frame comes in, its text or "" goes out.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm";

const options: ReaderOptions = { formats: ["QRCode"], tryHarder: true, tryInvert: true, tryRotate: true, maxNumberOfSymbols: 1 };

prepareZXingModule({ overrides: { locateFile: () => wasm } });

addEventListener("message", ({ data }: MessageEvent<ImageData>) => {
	readBarcodes(data, options).then(
		([found]) => postMessage({ text: found?.text ?? "" }),
		(failure) => postMessage({ text: "", failure: String(failure) }),
	);
});
