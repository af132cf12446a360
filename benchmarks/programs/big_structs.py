class Player:
    __slots__ = (
        "id",
        "age",
        "height",
        "weight",
        "speed",
        "power",
        "health",
        "mana",
        "gold",
        "silver",
        "level",
        "score",
        "wins",
        "losses",
        "draws",
        "rank",
        "team",
        "zone",
        "ticks",
        "flags",
    )

    def __init__(self, id):
        self.id = id
        self.age = id % 2
        self.height = id % 3
        self.weight = id % 4
        self.speed = id % 5
        self.power = id % 6
        self.health = id % 7
        self.mana = id % 8
        self.gold = id % 9
        self.silver = id % 10
        self.level = id % 11
        self.score = id % 12
        self.wins = id % 13
        self.losses = id % 14
        self.draws = id % 15
        self.rank = id % 16
        self.team = id % 17
        self.zone = id % 18
        self.ticks = id % 19
        self.flags = id % 20

    def step(self, n):
        self.ticks += 1
        self.health -= n % 3
        self.mana += self.level
        self.gold = (self.gold + self.silver * 3 + n) % 1009
        self.silver = (self.silver + self.speed) % 211
        if self.health < 0:
            self.losses += 1
            self.health = 20 + self.power
        elif self.gold > 900:
            self.wins += 1
            self.rank = self.wins * 2 - self.losses
        else:
            self.draws += 1
        self.score += abs(self.rank * self.team) % 17
        self.zone = (self.zone + self.height + self.weight) % 8
        self.flags ^= self.zone

    def total(self):
        return (
            self.id
            + self.age
            + self.height
            + self.weight
            + self.speed
            + self.power
            + self.health
            + self.mana
            + self.gold
            + self.silver
            + self.level
            + self.score
            + self.wins
            + self.losses
            + self.draws
            + self.rank
            + self.team
            + self.zone
            + self.ticks
            + self.flags
        )


def main():
    players = [Player(id) for id in range(400)]
    for number in range(600):
        for player in players:
            player.step(number)
    print(sum(player.total() for player in players))


main()
