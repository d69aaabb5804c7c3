"""embed.py OUT.c FILE...: the files as C arrays, in the table of render/embedded.h."""
import os
import sys

out, paths = sys.argv[1], sys.argv[2:]
with open(out, "w") as c:
    c.write('#include "render/embedded.h"\n\n')
    for i, path in enumerate(paths):
        data = open(path, "rb").read()
        rows = [", ".join(map(str, data[at:at + 24])) for at in range(0, len(data), 24)]
        c.write("static const unsigned char file_%d[] = {\n%s\n};\n" % (i, ",\n".join(rows)))
    c.write("\nconst struct embedded embedded_templates[] = {\n")
    for i, path in enumerate(paths):
        c.write('\t{ "%s", file_%d, sizeof file_%d },\n' % (os.path.basename(path), i, i))
    c.write("};\nconst size_t embedded_templates_count = %d;\n" % len(paths))
