def make(i):
    return {"id": i, "city": f"city {i % 13}", "age": i % 80, "tags": [i % 3, i % 5]}


def label(record):
    record["adult"] = record["age"] >= 18
    record["group"] = record["age"] // 10
    tags = record.get("tags")
    if tags is not None:
        record["first"] = tags[0]
    return record


def group(records):
    groups = {}
    for record in records:
        found = groups.get(record["city"])
        if found is not None:
            found["count"] += 1
            found["ages"] += record["age"]
        else:
            found = groups[record["city"]] = {"count": 1, "ages": record["age"], "oldest": 0}
        if record["age"] > found["oldest"]:
            found["oldest"] = record["age"]
    return groups


def main():
    records = []
    for i in range(80000):
        record = label(make(i))
        if "first" in record and record["adult"]:
            records.append(record)
    groups = group(records)
    check = 0
    for key in sorted(groups):
        found = groups[key]
        check = (check * 31 + found["count"] * 7 + found["ages"] + found["oldest"]) % 1000003
    print(len(groups), check)


main()
