//! Prints the schema of an experiment as JSON: fields, presets and problems, with the words of both languages.

fn main() {
    println!("{}", downhill::experiment::schema());
}
