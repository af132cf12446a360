from enum import Enum, auto


class State(Enum):
    START = auto()
    WORD = auto()
    NUMBER = auto()
    TEXT = auto()
    ESCAPE = auto()
    COMMENT = auto()


def tokens(text):
    state = State.START
    words = numbers = texts = signs = total = number = 0
    for c in text:
        match state:
            case State.START:
                if c in " \n":
                    pass
                elif c == '"':
                    state = State.TEXT
                elif c == "#":
                    state = State.COMMENT
                elif c.isnumeric():
                    number = ord(c) - 48
                    state = State.NUMBER
                elif c.isalpha():
                    state = State.WORD
                else:
                    signs += 1
            case State.WORD:
                if not c.isalnum() and c != "_":
                    words += 1
                    state = State.START
            case State.NUMBER:
                if c.isnumeric():
                    number = number * 10 + ord(c) - 48
                else:
                    numbers += 1
                    total = (total + number) % 1000003
                    state = State.START
            case State.TEXT:
                if c == "\\":
                    state = State.ESCAPE
                elif c == '"':
                    texts += 1
                    state = State.START
            case State.ESCAPE:
                state = State.TEXT
            case State.COMMENT:
                if c == "\n":
                    state = State.START
    return words, numbers, texts, signs, total


def main():
    line = 'let total_1 = base + 1234 * (rate - 56); print("sum \\" of", total_1); # a comment\n'
    text = ""
    for _ in range(6000):
        text += line
    print(*tokens(text))


main()
