"""The intermediate representation: lowering, constant evaluation, inference."""
