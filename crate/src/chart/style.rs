//! What a drawing takes from the page: colours, font and pixels per CSS pixel.

use crate::error::{Error, Result};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle, text_anchor::Pos};
use serde::Deserialize;

/// The most pixels a CSS pixel may have: twice the densest screens. Beyond it a small chart would want a huge canvas.
const MAX_SCALE: f64 = 16.0;

/// CSS pixels.
const FONT_SIZE: f64 = 11.0;

/// CSS pixels that a rectangle of a ground reaches below its neighbours, which are drawn after it. Where a file is shown at another scale
/// than its own, edges are blended with what lies below: pale seams, if that were the panel.
pub(super) const OVERLAP: f64 = 0.5;

/// An opaque colour, written `#rrggbb` or `#rgb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let at = |from: usize, to: usize| u8::from_str_radix(&digits[from..to], 16).ok();
        match digits.len() {
            3 => Some(Self(at(0, 1)? * 17, at(1, 2)? * 17, at(2, 3)? * 17)),
            6 => Some(Self(at(0, 2)?, at(2, 4)?, at(4, 6)?)),
            _ => None,
        }
    }

    pub(super) fn rgb(self) -> RGBColor {
        RGBColor(self.0, self.1, self.2)
    }

    /// `share` of `other` mixed in, 0 to 1.
    pub(super) fn mix(self, other: Self, share: f64) -> Self {
        let blend = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self(blend(self.0, other.0), blend(self.1, other.1), blend(self.2, other.2))
    }
}

/// Whose line or bar it is. Each has one colour everywhere in the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// A network without residual connections.
    #[default]
    Plain,
    /// A network with residual connections.
    Skip,
    /// The run of the spec, among several: a ball.
    Lead,
    /// The first run beside it: a diamond.
    First,
    /// The second: a triangle.
    Second,
    /// The third: a square.
    Third,
}

/// Colours, font and scale of a drawing.
#[derive(Clone, Debug)]
pub struct Style {
    /// Pixels of the canvas per CSS pixel, above 0 and at most 16. Twice the device pixel ratio gives smooth curves.
    pub scale: f64,
    /// Text and the ball's stick.
    pub ink: Colour,
    /// Labels of axes.
    pub soft: Colour,
    /// Grid lines.
    pub line: Colour,
    /// The network without residual connections.
    pub plain: Colour,
    /// The network with residual connections.
    pub skip: Colour,
    /// The ball, and gradients that left the range of floating point.
    pub accent: Colour,
    /// The runs beside the ball's.
    pub runs: [Colour; 3],
    /// The ground.
    pub panel: Colour,
    /// A CSS font family.
    pub font: String,
}

/// [`Style`] as the page writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StyleJson {
    scale: f64,
    ink: String,
    soft: String,
    line: String,
    plain: String,
    skip: String,
    accent: String,
    runs: [String; 3],
    panel: String,
    font: String,
}

impl Style {
    /// Reads `{"scale":2,"ink":"#…","soft":…,"line":…,"plain":…,"skip":…,"accent":…,"runs":[…,…,…],"panel":…,"font":"sans-serif"}`.
    ///
    /// # Errors
    /// Names `style` if the text is not such an object, else the field that is wrong.
    pub fn from_json(text: &str) -> Result<Self> {
        let json: StyleJson = serde_json::from_str(text).map_err(|error| Error::new("style", error.to_string()))?;
        if !(json.scale > 0.0 && json.scale <= MAX_SCALE) {
            return Err(Error::new("scale", format!("must be above 0 and at most {MAX_SCALE}, got {}", json.scale)));
        }
        let colour = |name: &str, text: &str| {
            Colour::parse(text.trim()).ok_or_else(|| Error::new(name, format!("must be a colour #rrggbb, got {text}")))
        };
        Ok(Self {
            scale: json.scale,
            ink: colour("ink", &json.ink)?,
            soft: colour("soft", &json.soft)?,
            line: colour("line", &json.line)?,
            plain: colour("plain", &json.plain)?,
            skip: colour("skip", &json.skip)?,
            accent: colour("accent", &json.accent)?,
            runs: [colour("runs", &json.runs[0])?, colour("runs", &json.runs[1])?, colour("runs", &json.runs[2])?],
            panel: colour("panel", &json.panel)?,
            font: json.font,
        })
    }

    /// The colour of a network or a run.
    #[must_use]
    pub fn series(&self, series: Series) -> Colour {
        match series {
            Series::Plain => self.plain,
            Series::Skip => self.skip,
            Series::Lead => self.accent,
            Series::First => self.runs[0],
            Series::Second => self.runs[1],
            Series::Third => self.runs[2],
        }
    }

    /// A length in CSS pixels as pixels of the canvas.
    pub(super) fn px(&self, css: f64) -> i32 {
        (css * self.scale).round() as i32
    }

    /// The canvas' pixel at a place in CSS pixels.
    pub(super) fn pixel(&self, [x, y]: [f64; 2]) -> (i32, i32) {
        (self.px(x), self.px(y))
    }

    /// A line `css` CSS pixels wide, but never thinner than a pixel of the canvas.
    pub(super) fn stroke(&self, colour: Colour, css: f64) -> ShapeStyle {
        ShapeStyle { color: colour.rgb().into(), filled: false, stroke_width: self.px(css).max(1).unsigned_abs() }
    }

    /// Labels, anchored at `pos`.
    pub(super) fn label(&self, pos: Pos) -> TextStyle<'_> {
        let font = FontDesc::new(FontFamily::Name(&self.font), FONT_SIZE * self.scale, FontStyle::Normal);
        font.color(&self.soft.rgb()).pos(pos)
    }
}

/// An area of one colour.
pub(super) fn filled(colour: Colour) -> ShapeStyle {
    ShapeStyle { color: colour.rgb().into(), filled: true, stroke_width: 0 }
}

/// The same line or area, seen through: `opacity` from 0 to 1.
pub(super) fn faint(style: ShapeStyle, opacity: f64) -> ShapeStyle {
    ShapeStyle { color: style.color.mix(opacity), ..style }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r##"{"scale":2,"ink":"#1d2126","soft":"#656b73","line":"#e4e1da","plain":"#8a5a9e","skip":"#1f7a8c","accent":"#f50","runs":["#00f","#222","#d7b"],"panel":"#fff","font":"sans-serif"}"##;

    #[test]
    fn colours_are_read_in_both_lengths() {
        let style = Style::from_json(JSON).unwrap();
        assert_eq!((style.ink, style.accent), (Colour(0x1d, 0x21, 0x26), Colour(0xff, 0x55, 0x00)));
        for bad in ["", "red", "#12", "#12345g", "#1234567", "#é1", "rgb(0,0,0)"] {
            assert_eq!(Colour::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_wrong_style_is_named() {
        let error = |from: &str, to: &str| Style::from_json(&JSON.replace(from, to)).unwrap_err().field;
        assert_eq!(error("#8a5a9e", "mauve"), "plain");
        assert_eq!(error(":2", ":0"), "scale");
        assert_eq!(error(":2", ":1e9"), "scale");
        assert_eq!(error("{", "["), "style");
        assert_eq!(error("soft", "hard"), "style");
    }

    #[test]
    fn mixing_goes_from_one_to_the_other() {
        let (black, white) = (Colour(0, 0, 0), Colour(255, 255, 255));
        assert_eq!((black.mix(white, 0.0), black.mix(white, 1.0)), (black, white));
        assert_eq!(black.mix(white, 0.2), Colour(51, 51, 51));
    }
}
