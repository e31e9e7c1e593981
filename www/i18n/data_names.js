// What the columns and classes of the known tables are called. It comes with the views that show them, after the first picture.

/** @type {Record<import("./index.js").Language, Record<string, string>>} */
export const DATA_NAMES = {
  en: {
    bill_length_mm: "bill length, mm",
    bill_depth_mm: "bill depth, mm",
    flipper_length_mm: "flipper length, mm",
    body_mass_g: "body mass, g",
    petal_length_cm: "petal length, cm",
    petal_width_cm: "petal width, cm",
    sepal_length_cm: "sepal length, cm",
    sepal_width_cm: "sepal width, cm",
    x1: "x₁",
    x2: "x₂",
  },
  zh: {
    bill_length_mm: "喙长（毫米）",
    bill_depth_mm: "喙厚（毫米）",
    flipper_length_mm: "鳍长（毫米）",
    body_mass_g: "体重（克）",
    petal_length_cm: "花瓣长（厘米）",
    petal_width_cm: "花瓣宽（厘米）",
    sepal_length_cm: "萼片长（厘米）",
    sepal_width_cm: "萼片宽（厘米）",
    alcohol: "酒精",
    flavanoids: "类黄酮",
    x1: "x₁",
    x2: "x₂",
    Adelie: "阿德利企鹅",
    Chinstrap: "帽带企鹅",
    Gentoo: "巴布亚企鹅",
    setosa: "山鸢尾",
    versicolor: "变色鸢尾",
    virginica: "维吉尼亚鸢尾",
  },
};
