"""Writes iris.csv, wine.csv and digits.csv from the files inside the Python package scikit-learn.

    pip install scikit-learn==1.9.1 && python crate/data/from_scikit_learn.py

No value is changed: a header line is added, the package's own first line (counts and class names) goes, and class numbers
become names. Numbers are copied as they are written there, character by character.
"""

import gzip
from pathlib import Path

import sklearn

PACKAGE = Path(sklearn.__file__).parent / "datasets/data"
HERE = Path(__file__).parent

IRIS = ["sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm", "species"]
WINE = ["alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
        "nonflavanoid_phenols", "proanthocyanins", "colour_intensity", "hue", "od280_od315", "proline", "cultivar"]
PIXELS = [f"row{row}_column{column}" for row in range(8) for column in range(8)]


def write(name, header, lines, classes):
    rows = []
    for line in lines:
        *numbers, label = line.split(",")
        assert len(numbers) + 1 == len(header)
        rows.append(",".join([*numbers, classes[int(label)]]))
    (HERE / name).write_text("\n".join([",".join(header), *rows]) + "\n")


write("iris.csv", IRIS, (PACKAGE / "iris.csv").read_text().split()[1:], ["setosa", "versicolor", "virginica"])
write("wine.csv", WINE, (PACKAGE / "wine_data.csv").read_text().split()[1:], ["1", "2", "3"])
digits = gzip.decompress((PACKAGE / "digits.csv.gz").read_bytes()).decode().split()
write("digits.csv", [*PIXELS, "digit"], digits, [str(digit) for digit in range(10)])
