-- What is beyond its use is found by its hour, without reading all that was ever said.
CREATE INDEX sent_hour ON sent (hour);
CREATE INDEX dead_letters_hour ON dead_letters (hour);
