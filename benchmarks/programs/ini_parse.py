def make_text(sections):
    parts = []
    for s in range(sections):
        parts.append(f"[section{s}]\n; a comment\n")
        for k in range(8):
            parts.append(f"  key{k} = {(s * 31 + k * 17) % 1000}\n")
        parts.append("\n")
    return "".join(parts)


def parse(text):
    config = {}
    current = {}
    for line in text.split("\n"):
        line = line.strip()
        if not line or line.startswith(";"):
            continue
        if line.startswith("[") and line.endswith("]"):
            current = config[line[1:-1]] = {}
            continue
        key, found, value = line.partition("=")
        if found:
            current[key.rstrip()] = value.strip()
    return config


def main():
    config = parse(make_text(15000))
    total = 0
    for s in range(15000):
        section = config[f"section{s}"]
        for k in range(8):
            text = section.get(f"key{k}")
            if text is not None:
                try:
                    n = int(text)
                except ValueError:
                    continue
                total = (total * 3 + n) % 1000003
    print(len(config), total)


main()
