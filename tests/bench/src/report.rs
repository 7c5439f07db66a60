//! One line a figure.

/// Prints figures as they are found.
pub struct Report {
    engine: String,
    json: bool,
}

impl Report {
    /// For one engine.
    pub fn new(engine: &str, json: bool) -> Self {
        Self { engine: engine.to_owned(), json }
    }

    /// Prints one figure.
    pub fn figure(&mut self, figure: &str, value: f64, unit: &str) {
        let value = (value * 100.0).round() / 100.0;
        if self.json {
            let line =
                serde_json::json!({ "figure": figure, "engine": self.engine, "value": value, "unit": unit });
            println!("{line}");
        } else {
            println!("{:<9} {figure:<24} {value:>10.2} {unit}", self.engine);
        }
    }

    /// Prints a figure that a line of a table tells as well; in JSON only.
    pub fn datum(&mut self, figure: &str, value: f64, unit: &str) {
        if self.json {
            self.figure(figure, value, unit);
        }
    }

    /// Prints something worth knowing beside the figures; left out of JSON.
    pub fn remark(&self, text: &str) {
        if !self.json {
            println!("{:<9} ({text})", self.engine);
        }
    }

    /// Prints a line of a table; left out of JSON.
    pub fn line(&self, line: &str) {
        if !self.json {
            println!("{line}");
        }
    }
}
